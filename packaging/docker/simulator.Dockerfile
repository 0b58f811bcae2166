# The simulator of DOKU's API and payment page. From the root of the tree:
#   docker build -f packaging/docker/simulator.Dockerfile -t doku-akulaku-simulator .
#   docker run --rm --network=host doku-akulaku-simulator
# The extension takes http to this machine only, so the container shares its network (and listens on 127.0.0.1).
# For another machine: --https --host ADDRESS --ca-dir DIR, and the option ca_file.
FROM php:8.4-cli-alpine
COPY sandbox /app/sandbox
COPY LICENSE /app/LICENSE
USER nobody
WORKDIR /app
ENTRYPOINT ["php", "sandbox/server.php", "--print-json"]
CMD ["--port", "8080", "--control-port", "8081"]
