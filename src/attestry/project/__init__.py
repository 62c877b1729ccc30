"""How the rooms are put together: the list of them, settings, addresses, the home folder."""
