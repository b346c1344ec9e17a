"""Running: the parts, what starts and stops them, and how they wake each other."""
