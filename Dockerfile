# Build: the SDK and npm (native parts come out of npm); CUDA parts are taken along.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/QualityReview.Web -c Release -o /app -p:OnnxRuntimeCuda=true -p:UseAppHost=true

# Run: CUDA 13 with cuDNN; without a GPU the same image runs on the CPU.
FROM nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl libicu74 libsqlite3-0 libzstd1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home reviewer \
    && mkdir /data && chown reviewer /data
COPY --from=mcr.microsoft.com/dotnet/aspnet:10.0 /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
# Run with --read-only --tmpfs /tmp: nothing is written but to /data and /tmp.
ENV DOTNET_ROOT=/usr/share/dotnet \
    HOME=/tmp \
    PATH=/app:/usr/share/dotnet:$PATH \
    QualityReview__DataFolder=/data \
    Urls=http://0.0.0.0:5100
USER reviewer
WORKDIR /data
VOLUME /data
EXPOSE 5100
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD curl -fsS http://127.0.0.1:5100/healthz || exit 1
ENTRYPOINT ["quality-review"]
