"""Reading: the bytes of a mail become what a person wrote, in a child process that can be killed."""
