"""PyTorch, one thread, the usual loop. Variant `fused`: with its fused Adam; `compiled`: that, and through torch.compile."""

import torch

import job as jobs

torch.set_num_threads(1)
job = jobs.read()
layers = []
for inputs, outputs in zip(job.widths, job.widths[1:]):
    layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
model = torch.nn.Sequential(*layers[:-1])
if job.variant == "compiled":
    model = torch.compile(model)
optimizer = torch.optim.Adam(model.parameters(), lr=jobs.RATE, eps=1e-7, fused=job.variant != "eager")
x, y = torch.from_numpy(job.x), torch.from_numpy(job.y)


def run(epochs):
    for _ in range(epochs):
        order = torch.randperm(len(x))
        total = 0.0
        for batch in order.split(jobs.BATCH):
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
    return total / len(x)


jobs.measure(job, run)
