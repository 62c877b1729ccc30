"""The arithmetic of sealing: how rows become digests, and how a checkpoint is written."""
