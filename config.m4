dnl Build of the PHP extension doku_akulaku.
dnl The lists of sources are here and in config.w32, and nowhere else. scripts/gates compares both with the disk.

DOKU_MODULE_SOURCES="doku_akulaku.c"

DOKU_ENGINE_SOURCES="\
  src/base/buffer.c \
  src/base/clock.c \
  src/base/crypto.c \
  src/base/error.c \
  src/base/number.c \
  src/base/random_pool.c \
  src/base/similar.c \
  src/base/timestamp.c \
  src/base/url.c \
  src/base/utf8.c \
  src/base/value.c \
  src/call/call.c \
  src/call/retry.c \
  src/json/document.c \
  src/json/reader.c \
  src/json/writer.c \
  src/payload/leaf.c \
  src/payload/payload.c \
  src/payload/place.c \
  src/payload/rules.c \
  src/payload/safe.c \
  src/payload/safe_report.c \
  src/payload/violation.c \
  src/payload/walk.c \
  src/request/operation.c \
  src/request/request.c \
  src/request/settings.c \
  src/request/signature.c \
  src/response/advice.c \
  src/response/amount.c \
  src/response/body_form.c \
  src/response/envelope.c \
  src/response/mask.c \
  src/response/notification.c \
  src/response/notification_body.c \
  src/response/read.c \
  src/response/response.c \
  src/transport/answer.c \
  src/transport/answer_reader.c \
  src/transport/callbacks.c \
  src/transport/curl.c \
  src/transport/limits.c \
  src/transport/options.c \
  src/transport/outcome.c \
  src/transport/sigpipe_guard.c \
  src/transport/socket_set.c \
  src/transport/transport.c \
"

DOKU_GLUE_SOURCES="\
  src/php/batch.c \
  src/php/body.c \
  src/php/call.c \
  src/php/classes.c \
  src/php/client.c \
  src/php/convert.c \
  src/php/draft.c \
  src/php/exceptions.c \
  src/php/id_source.c \
  src/php/info.c \
  src/php/ini.c \
  src/php/iterator.c \
  src/php/logger.c \
  src/php/machine.c \
  src/php/notification.c \
  src/php/operations.c \
  src/php/option_hosts.c \
  src/php/option_objects.c \
  src/php/option_values.c \
  src/php/options.c \
  src/php/register.c \
  src/php/request.c \
  src/php/response.c \
  src/php/runtime.c \
  src/php/secret_file.c \
  src/php/single.c \
  src/php/status.c \
  src/php/test_transport.c \
  src/php/web_request.c \
"

dnl DOKU_CHECK_LIBRARY(VARIABLE PREFIX, pkg-config name, minimum version, name for people)
AC_DEFUN([DOKU_CHECK_LIBRARY], [
  PKG_CHECK_MODULES([$1], [$2 >= $3], [], [
    doku_found=`$PKG_CONFIG --modversion $2 2>/dev/null`
    if test -n "$doku_found"; then
      AC_MSG_ERROR([doku_akulaku needs $4 >= $3, but pkg-config found $4 $doku_found])
    fi
    AC_MSG_ERROR([doku_akulaku needs $4 >= $3, but pkg-config found no $2.pc: install its development package])
  ])
])

dnl DOKU_TRY_CFLAG(flag, shell variable): append the flag if the compiler takes it without a warning.
AC_DEFUN([DOKU_TRY_CFLAG], [
  AC_MSG_CHECKING([whether $CC accepts $1])
  doku_saved_cflags=$CFLAGS
  CFLAGS="$CFLAGS -Werror $1"
  AC_COMPILE_IFELSE([AC_LANG_SOURCE([[int doku_probe; ]])],
    [AC_MSG_RESULT([yes]); $2="$$2 $1"],
    [AC_MSG_RESULT([no])])
  CFLAGS=$doku_saved_cflags
])

dnl DOKU_FORTIFY(shell variable): the C library's checks at the highest level that compiler and library have, never lower
dnl than what CFLAGS asks for. They need an optimising compiler; a level that the library lacks is a warning there.
AC_DEFUN([DOKU_FORTIFY], [
  AC_MSG_CHECKING([for the level of _FORTIFY_SOURCE])
  doku_saved_cflags=$CFLAGS
  doku_fortify=
  for doku_level in 3 2; do
    CFLAGS="$doku_saved_cflags -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$doku_level"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#include <stdlib.h>
#if !defined(__OPTIMIZE__)
#error "not optimised"
#endif
      ]], [])], [doku_fortify=$doku_level])
    test -z "$doku_fortify" || break
  done
  CFLAGS=$doku_saved_cflags
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#if !defined(_FORTIFY_SOURCE) || _FORTIFY_SOURCE < ${doku_fortify:-0}
#error "lower"
#endif
    ]], [])],
    [AC_MSG_RESULT([as CFLAGS says])],
    [AC_MSG_RESULT([${doku_fortify:-none}])
     test -z "$doku_fortify" || $1="$$1 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$doku_fortify"])
])

dnl DOKU_TRY_LDFLAG(flag, shell variable): append the flag if the linker takes it.
AC_DEFUN([DOKU_TRY_LDFLAG], [
  AC_MSG_CHECKING([whether the linker accepts $1])
  doku_saved_ldflags=$LDFLAGS
  LDFLAGS="$LDFLAGS $1"
  AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
    [AC_MSG_RESULT([yes]); $2="$$2 $1"],
    [AC_MSG_RESULT([no])])
  LDFLAGS=$doku_saved_ldflags
])

PHP_ARG_ENABLE([doku_akulaku],
  [whether to enable the DOKU Akulaku PayLater client],
  [AS_HELP_STRING([--enable-doku_akulaku],
    [Enable the DOKU Akulaku PayLater client])])

PHP_ARG_ENABLE([doku-akulaku-dev],
  [whether to treat compiler warnings as errors],
  [AS_HELP_STRING([--enable-doku-akulaku-dev],
    [doku_akulaku: more compiler warnings, all of them errors])],
  [no],
  [no])

if test "$PHP_DOKU_AKULAKU" != "no"; then
  dnl phpize knows php-config; a build inside PHP's own tree sets PHP_VERSION_ID.
  if test -n "$PHP_CONFIG"; then
    doku_php_version=`$PHP_CONFIG --vernum`
  else
    doku_php_version=$PHP_VERSION_ID
  fi
  AC_MSG_CHECKING([whether doku_akulaku supports this PHP])
  if test "$doku_php_version" -lt 80200 || test "$doku_php_version" -ge 80700; then
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([doku_akulaku needs PHP >= 8.2 and < 8.7, but found version number $doku_php_version])
  fi
  AC_MSG_RESULT([yes])

  dnl Amounts are integers of 64 bits: a PHP of 32 bits would cut them.
  AC_MSG_CHECKING([for integers of 64 bits in PHP])
  doku_saved_cppflags=$CPPFLAGS
  CPPFLAGS="$CPPFLAGS $INCLUDES"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#include <main/php_config.h>
#include <Zend/zend_long.h>
#ifndef ZEND_ENABLE_ZVAL_LONG64
#error "32 bits"
#endif
    ]], [])],
    [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([doku_akulaku needs a PHP of 64 bits: amounts do not fit into integers of 32 bits])])
  CPPFLAGS=$doku_saved_cppflags

  if test -z "$PKG_CONFIG"; then
    AC_MSG_ERROR([doku_akulaku needs pkg-config to find OpenSSL, libcurl and json-c, but found none])
  fi
  DOKU_CHECK_LIBRARY([DOKU_OPENSSL], [libcrypto], [3.0], [OpenSSL])
  DOKU_CHECK_LIBRARY([DOKU_LIBCURL], [libcurl], [7.87], [libcurl])
  DOKU_CHECK_LIBRARY([DOKU_JSONC], [json-c], [0.15], [json-c])
  PHP_EVAL_INCLINE([$DOKU_OPENSSL_CFLAGS $DOKU_LIBCURL_CFLAGS $DOKU_JSONC_CFLAGS])
  PHP_EVAL_LIBLINE([$DOKU_OPENSSL_LIBS $DOKU_LIBCURL_LIBS $DOKU_JSONC_LIBS], [DOKU_AKULAKU_SHARED_LIBADD])

  dnl Only get_module leaves the module: json-c and jansson show that exported names clash.
  doku_cflags="-DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -std=gnu11"
  DOKU_TRY_CFLAG([-fvisibility=hidden], [doku_cflags])

  dnl Equal sources give equal bytes, wherever they lie: no path of this machine in __FILE__ and debug information.
  dnl (Counters of coverage need the path.)
  AS_CASE([" $CFLAGS "], [*" --coverage "*], [], [
    doku_source_folder=`cd PHP_EXT_SRCDIR(doku_akulaku) && pwd`
    DOKU_TRY_CFLAG([-ffile-prefix-map=$doku_source_folder=.], [doku_cflags])
  ])

  dnl Hardening. These flags stand behind those of CFLAGS, so what CFLAGS chooses is looked at first.
  DOKU_TRY_CFLAG([-fstack-protector-strong], [doku_cflags])
  DOKU_TRY_CFLAG([-fstack-clash-protection], [doku_cflags])
  AS_CASE([$host_cpu],
    [x86_64|i?86], [DOKU_TRY_CFLAG([-fcf-protection=full], [doku_cflags])],
    [aarch64], [DOKU_TRY_CFLAG([-mbranch-protection=standard], [doku_cflags])])
  AS_CASE([" $CFLAGS "],
    dnl These would hide errors from the sanitizers.
    [*-fsanitize=*], [],
    [
      AS_CASE([" $CFLAGS "],
        [*-ftrivial-auto-var-init=*], [],
        [DOKU_TRY_CFLAG([-ftrivial-auto-var-init=zero], [doku_cflags])])
      DOKU_TRY_CFLAG([-fno-delete-null-pointer-checks], [doku_cflags])
      DOKU_TRY_CFLAG([-fno-strict-overflow], [doku_cflags])
      DOKU_FORTIFY([doku_cflags])
    ])
  doku_ldflags=""
  DOKU_TRY_LDFLAG([-Wl,--as-needed], [doku_ldflags])
  DOKU_TRY_LDFLAG([-Wl,-z,relro], [doku_ldflags])
  DOKU_TRY_LDFLAG([-Wl,-z,now], [doku_ldflags])
  DOKU_TRY_LDFLAG([-Wl,-z,noexecstack], [doku_ldflags])
  dnl A thread of libcurl that still waits for a name server may outlive the module at the end of PHP.
  DOKU_TRY_LDFLAG([-Wl,-z,nodelete], [doku_ldflags])
  dnl --as-needed counts for the libraries behind it. ceil() and others are in libm where the compiler has no instruction.
  DOKU_AKULAKU_SHARED_LIBADD="$doku_ldflags $DOKU_AKULAKU_SHARED_LIBADD -lm"

  if test "$PHP_DOKU_AKULAKU_DEV" = "yes"; then
    dnl Warnings in PHP's own headers are not ours to mend (8.5 shadows a type name).
    doku_cflags="$doku_cflags `echo "$INCLUDES" | sed 's/-I/-isystem /g'`"
    DOKU_TRY_CFLAG([-Wall], [doku_cflags])
    DOKU_TRY_CFLAG([-Wextra], [doku_cflags])
    DOKU_TRY_CFLAG([-Wshadow], [doku_cflags])
    DOKU_TRY_CFLAG([-Wstrict-prototypes], [doku_cflags])
    DOKU_TRY_CFLAG([-Wformat=2], [doku_cflags])
    DOKU_TRY_CFLAG([-Wconversion], [doku_cflags])
    DOKU_TRY_CFLAG([-Wimplicit-fallthrough], [doku_cflags])
    DOKU_TRY_CFLAG([-Wno-unused-parameter], [doku_cflags])
    DOKU_TRY_CFLAG([-Werror], [doku_cflags])
  fi

  PHP_NEW_EXTENSION([doku_akulaku],
    [$DOKU_MODULE_SOURCES $DOKU_ENGINE_SOURCES $DOKU_GLUE_SOURCES],
    [$ext_shared],,
    [$doku_cflags])
  m4_foreach([doku_folder], [[base], [json], [transport], [payload], [request], [response], [call], [php]],
    [PHP_ADD_BUILD_DIR([PHP_EXT_BUILDDIR(doku_akulaku)/src/doku_folder])
  ])
  PHP_SUBST([DOKU_AKULAKU_SHARED_LIBADD])
fi
