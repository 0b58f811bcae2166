/* The page after the payment: asks how it stands, less and less often, and reloads when there is an end. */
( function ( document, window ) {
	'use strict';

	var box = document.getElementById( 'doku-akulaku-status' );
	var url = box && box.getAttribute( 'data-url' );
	if ( ! url ) {
		return;
	}
	var __ = window.wp.i18n.__;
	var delay = 2000;
	var started = Date.now();
	var text = box.querySelector( '[role="status"]' );

	function later() {
		delay = Math.min( delay * 1.3, 20000 );
		if ( Date.now() - started < 1800000 ) {
			window.setTimeout( ask, delay );
		}
	}

	function ask() {
		if ( document.hidden ) {
			window.setTimeout( ask, 2000 );
			return;
		}
		window
			.fetch( url, { credentials: 'omit', cache: 'no-store' } )
			.then( function ( answer ) {
				return answer.ok ? answer.json() : null;
			} )
			.then( function ( data ) {
				if ( data && data.final ) {
					window.location.reload();
					return;
				}
				if ( Date.now() - started > 90000 && text ) {
					text.textContent = __( 'No confirmation yet. You may close this page; we will send an email once the payment is confirmed.', 'paylater-gateway-for-akulaku' );
				} else if ( data && data.text && text && data.state !== box.getAttribute( 'data-state' ) ) {
					text.textContent = data.text;
				}
				later();
			} )
			.catch( later );
	}

	window.setTimeout( ask, delay );
} )( document, window );
