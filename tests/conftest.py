"""What every test may ask for. The people of the tests are in cast.py."""
