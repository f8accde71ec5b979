"""Seconds PyTorch takes until it classifies 87.5 % of Fashion-MNIST's test rows, as a measure for AccuracyBench.

    python3 src/jmh/python/fashion_mnist_torch.py jobs/data/fashion-mnist 512 0.002
    python3 src/jmh/python/fashion_mnist_torch.py jobs/data/fashion-mnist 384 0.004 4

Network 784-256-128-10, ReLU, two threads, rows in memory, test rows measured after every epoch; three seeds
after one to warm up. Adam at one rate, or, where a number of epochs is given, NAdam with a beta2 of 0.98 and a rate
that falls to 0 in a line over them. Needs PyTorch (Debian: python3-torch and libopenblas0-pthread); nothing of Plateau needs it.
"""
import gzip
import statistics
import sys
import time

import torch

folder, batch, rate = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
falls = int(sys.argv[4]) if len(sys.argv) > 4 else 0
torch.set_num_threads(2)


def idx(name, header):
    with gzip.open(f"{folder}/{name}.gz") as file:
        return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)


x = idx("train-images-idx3-ubyte", 16).reshape(-1, 784).float() / 255
y = idx("train-labels-idx1-ubyte", 8).long()
test_x = idx("t10k-images-idx3-ubyte", 16).reshape(-1, 784).float() / 255
test_y = idx("t10k-labels-idx1-ubyte", 8).long()


def run(seed):
    torch.manual_seed(seed)
    started = time.perf_counter()
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 256), torch.nn.ReLU(),
        torch.nn.Linear(256, 128), torch.nn.ReLU(),
        torch.nn.Linear(128, 10))
    if falls:
        optimizer = torch.optim.NAdam(model.parameters(), lr=rate, betas=(0.9, 0.98))
        steps = falls * -(-len(x) // batch)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=rate)
        schedule = None
    loss = torch.nn.CrossEntropyLoss()
    for epoch in range(1, (falls or 30) + 1):
        order = torch.randperm(len(x))
        for begin in range(0, len(x), batch):
            rows = order[begin:begin + batch]
            optimizer.zero_grad()
            loss(model(x[rows]), y[rows]).backward()
            optimizer.step()
            if schedule:
                schedule.step()
        with torch.no_grad():
            accuracy = (model(test_x).argmax(1) == test_y).float().mean().item()
        if accuracy >= 0.875:
            break
    seconds = time.perf_counter() - started
    print(f"seed {seed}: {seconds:.2f} s, {epoch} epochs, {seconds / epoch:.3f} s an epoch, accuracy {accuracy:.4f}", flush=True)
    return seconds


run(0)
print(f"median {statistics.median(run(seed) for seed in (1, 2, 3)):.2f} s, batch {batch}, rate {rate}, torch {torch.__version__}")
