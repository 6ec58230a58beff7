import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *

SITEURL = "https://pelican.example/blog"
FEED_ALL_ATOM = "feeds/all.atom.xml"
