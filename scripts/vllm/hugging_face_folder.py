"""Writes a GGUF file as a folder that vLLM can serve: the weights as the file has them, in fp32, and its tokenizer.

    python scripts/vllm/hugging_face_folder.py MODEL.gguf FOLDER

Needs: torch, transformers, accelerate, gguf.
"""

import pathlib
import sys

import torch
from tokenizers.processors import TemplateProcessing
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

source, folder = (pathlib.Path(name) for name in sys.argv[1:])
file = {"gguf_file": source.name}
tokenizer = AutoTokenizer.from_pretrained(source.parent, **file)
start = tokenizer.bos_token
# The start token is lost on the way for Gemma, whose answers are poor without it.
if start == "<bos>" and tokenizer.encode("a")[0] != tokenizer.bos_token_id:
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single=f"{start} $A", special_tokens=[(start, tokenizer.bos_token_id)]
    )
tokenizer.save_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(
    source.parent, **file, dtype=torch.float32, quantization_config=GgufConfig(dequantize=True)
)
model.save_pretrained(folder)
