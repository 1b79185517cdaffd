"""The population register, embedded, behind one port."""
