#!/usr/bin/env bash
# Everything that only a machine with an NVIDIA GPU can show: builds with CUDA, runs the tests that need it, compares the GPU's
# scores with the CPU's, and measures. Needed: the NVIDIA driver, CUDA 13 and cuDNN 9 where the loader finds them, the .NET 10 SDK,
# npm; PyTorch for python3 if there shall be a ratio. Arguments go to the benchmark, such as --texts 1000.
set -euo pipefail
cd "$(dirname "$0")/../.."
nvidia-smi -L || { echo "No NVIDIA driver here; nothing was run." >&2; exit 1; }
export OnnxRuntimeCuda=true
dotnet test tests/QualityReview.Onnx.Tests -c Release --nologo --filter "FullyQualifiedName~Devices" --logger "console;verbosity=normal"
dotnet run -c Release --project tests/QualityReview.Benchmarks -- gpu "$@"
