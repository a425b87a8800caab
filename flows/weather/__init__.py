"""Weather that is looked up, where somebody asks for it."""
