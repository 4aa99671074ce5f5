"""The tests, one folder an app, under the same names."""
