"""The program: the six steps on one page, what each needs before it begins and before it ends."""
