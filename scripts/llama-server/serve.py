"""Serves a GGUF file through llama.cpp's own HTTP server, as the package xllamacpp carries it.

    python llama_server.py MODEL.gguf PORT

PORT 0 takes a free one. Prints its address on one line and serves until standard input ends.
"""

import os
import sys

import xllamacpp

path, port = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = path
params.model_alias = {os.path.basename(path).removesuffix(".gguf")}
# A thread that waits for its turn holds up all others: half the cores, as something else runs beside.
params.cpuparams.n_threads = max(1, (os.cpu_count() or 2) // 2)
params.n_ctx = 8192
params.n_parallel = 4
params.port = int(port)
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
