/*
 * Module entry: globals, INI, start and end of module, thread and request, phpinfo. Nothing else.
 */
#include "php_doku_akulaku.h"

#include "src/base/crypto.h"
#include "src/php/info.h"
#include "src/php/ini.h"
#include "src/php/register.h"
#include "src/php/runtime.h"

ZEND_DECLARE_MODULE_GLOBALS(doku_akulaku)

static void start_thread(void *globals)
{
#if defined(COMPILE_DL_DOKU_AKULAKU) && defined(ZTS)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	memset(globals, 0, sizeof(zend_doku_akulaku_globals));
	doku_php_runtime_thread_startup(globals);
}

/* Runs after MSHUTDOWN, once a thread; the macro for the globals is of no use any more. */
static void end_thread(void *globals)
{
	doku_php_runtime_thread_shutdown(globals);
}

static PHP_MINIT_FUNCTION(doku_akulaku)
{
	if (!doku_transport_is_usable()) {
		php_error_docref(NULL, E_CORE_WARNING, "libcurl is too old, or has no TLS");
		return FAILURE;
	}
	doku_php_register_ini(module_number);
	if (!doku_php_register_classes()) {
		php_error_docref(NULL, E_CORE_WARNING, "the classes are not those of the stub");
		return FAILURE;
	}
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(doku_akulaku)
{
	doku_php_unregister_ini(module_number);
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(doku_akulaku)
{
	doku_php_mask_proxy_setting();
	return SUCCESS;
}

static PHP_RSHUTDOWN_FUNCTION(doku_akulaku)
{
	doku_php_runtime_request_shutdown();
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(doku_akulaku)
{
	doku_php_info(zend_module);
}

static const zend_module_dep doku_akulaku_dependencies[] = {
	ZEND_MOD_REQUIRED("json") ZEND_MOD_REQUIRED("spl") ZEND_MOD_END};

zend_module_entry doku_akulaku_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	doku_akulaku_dependencies,
	"doku_akulaku",
	NULL,
	PHP_MINIT(doku_akulaku),
	PHP_MSHUTDOWN(doku_akulaku),
	PHP_RINIT(doku_akulaku),
	PHP_RSHUTDOWN(doku_akulaku),
	PHP_MINFO(doku_akulaku),
	PHP_DOKU_AKULAKU_VERSION,
	PHP_MODULE_GLOBALS(doku_akulaku),
	start_thread,
	end_thread,
	NULL,
	STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_DOKU_AKULAKU
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
ZEND_GET_MODULE(doku_akulaku)
#endif
