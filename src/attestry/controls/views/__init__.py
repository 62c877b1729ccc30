"""Pages of this room: acts on a control's standing, and the forms that write one."""
