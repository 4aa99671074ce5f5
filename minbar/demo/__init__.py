"""The demonstration: a river town that writes, argues and reads, loaded by the actions people use."""
