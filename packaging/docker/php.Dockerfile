# PHP with the extension, on Docker's official image for PHP. From the root of the tree:
#   docker build -f packaging/docker/php.Dockerfile --build-arg PHP=8.4-fpm -t php-doku-akulaku .
# PHP may be any Debian based tag from 8.2 on whose Debian is 12 or later (such as 8.5-cli, 8.4-apache, 8.6-zts).
ARG PHP=8.4-fpm

FROM php:${PHP} AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcurl4-openssl-dev libjson-c-dev libssl-dev pkg-config
COPY . /usr/src/doku_akulaku
WORKDIR /usr/src/doku_akulaku
RUN phpize && ./configure && make -j"$(nproc)" && make install INSTALL_ROOT=/out

FROM php:${PHP}
# The image has libcurl and OpenSSL for PHP itself.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libjson-c5 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/ /
RUN docker-php-ext-enable doku_akulaku && php --ri doku_akulaku
# Settings: mount a file such as /usr/local/etc/php/conf.d/zz-doku.ini, and the secret key as a file that its
# doku_akulaku.secret_file names. A secret does not belong into an image or into an environment variable.
