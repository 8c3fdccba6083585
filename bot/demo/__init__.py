"""The demonstration: the real bot on a simulated Discord, without a token and without a network.

`stage` holds the simulated Discord and the bot on it, `running_clock` lets its time pass, `pages` opens it in the
browser, `transcript` prints a conversation. The simulation is simcord, which belongs to the extra `demo`; so
nothing here is imported before the demonstration is asked for.
"""
