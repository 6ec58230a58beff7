"""How fast Outfeed is and how much memory it takes, beside other programs that do the job: `python -m benchmarks`."""
