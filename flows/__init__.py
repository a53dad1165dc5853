"""The wiring: which stage runs when, on what, and where its tables go. No text logic lives here.

cli          the `restated` command
settings     what a run may be told
inputs       from the paths a user names to the files of a run, and what of them is new
stages       the stages of `transforms` as steps on a partition, with the order they need
runners      where steps run: threads, processes, or tasks of Prefect (there also on Dask)
pipeline     the run itself, as a list of stages
deployment   the same run as a Prefect flow, for schedules and servers
storage      every file read or written: inputs, snapshots, the pointer readers follow
summary      what a person reads in the terminal
"""
