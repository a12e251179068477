"""Serves a GGUF file through llama.cpp's own HTTP server, as the package xllamacpp carries it.

    python llama_server.py MODEL.gguf THREADS

Prints its address on one line and serves until standard input ends.
"""

import sys

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {"gemma-3-270m"} if isinstance(params.model_alias, set) else "gemma-3-270m"
params.cpuparams.n_threads = int(sys.argv[2])
params.n_ctx = 8192
params.n_parallel = 4
params.port = 0
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
