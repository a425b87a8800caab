"""`fivefold explain`: why each verdict on an activity fell as it did, in one screen and with a picture."""
