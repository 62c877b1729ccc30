"""Pages of this room: the ledger, one entry, its rows and bytes, checkpoints, handing in."""
