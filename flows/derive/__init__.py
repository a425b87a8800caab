"""raw becomes core, core becomes mart."""
