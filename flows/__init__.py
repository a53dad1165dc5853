"""The wiring: which stage runs when, on what, and where its tables go. No text logic lives here.

cli           the `restated` command: its options, and how it ends
commands      what each of its commands does
settings      what a run may be told
inputs        from the paths a user names to the files of a run
fingerprints  a hash of each stage's code, data, settings and libraries
plan          what a run must do, by those and by what the snapshot before holds
partitions    the frames of some of a run's articles, and how several become one
stages        the stages of `transforms` as steps on a partition, with the order they need
quarantine    an article that a stage raises for is rejected alone
runners       where steps run: threads, processes or Dask workers
pipeline      the run itself, as a list of stages
deployment    the same run as a Prefect flow, for schedules and servers
storage       every file read or written: inputs, snapshots, the pointer readers follow
summary       what a person reads in the terminal
checking      `restated check`
score         `restated score`
"""
