/* Buttons of the settings and of the order box. */
( function ( document, window, settings ) {
	'use strict';

	var __ = window.wp.i18n.__;

	/** The order screen is one form already, so a button makes its own and sends that. */
	function send( button ) {
		var question = button.getAttribute( 'data-question' );
		if ( question && ! window.confirm( question ) ) {
			return;
		}
		var form = document.createElement( 'form' );
		form.method = 'post';
		form.action = settings.post;
		var fields = {
			action: 'doku_akulaku',
			order: button.getAttribute( 'data-order' ),
			do: button.getAttribute( 'data-do' ),
			subject: button.getAttribute( 'data-subject' ),
			nonce: button.getAttribute( 'data-nonce' ),
		};
		Object.keys( fields ).forEach( function ( name ) {
			var input = document.createElement( 'input' );
			input.type = 'hidden';
			input.name = name;
			input.value = fields[ name ];
			form.appendChild( input );
		} );
		document.body.appendChild( form );
		document.querySelectorAll( '.doku-akulaku-action' ).forEach( function ( other ) {
			other.disabled = true;
		} );
		form.submit();
	}

	function test( button ) {
		var box = document.getElementById( 'doku-akulaku-test-result' );
		var body = new window.FormData();
		body.append( 'action', 'doku_akulaku_test' );
		body.append( 'nonce', settings.nonce );
		button.disabled = true;
		box.textContent = __( 'Testing…', 'paylater-gateway-for-akulaku' );
		window
			.fetch( settings.ajax, { method: 'POST', credentials: 'same-origin', body: body } )
			.then( function ( answer ) {
				return answer.json();
			} )
			.then( function ( answer ) {
				box.textContent = '';
				answer.data.forEach( function ( result ) {
					var line = document.createElement( 'p' );
					line.className = 'doku-akulaku-result doku-akulaku-result--' + ( result.ok ? 'ok' : 'bad' );
					line.textContent = ( result.ok ? '✓ ' : '✗ ' ) + result.text;
					box.appendChild( line );
				} );
			} )
			.catch( function () {
				box.textContent = __( 'The test could not run. Reload this page and try again.', 'paylater-gateway-for-akulaku' );
			} )
			.then( function () {
				button.disabled = false;
			} );
	}

	function copy( button ) {
		var field = button.parentNode.querySelector( 'input' );
		field.select();
		if ( window.navigator.clipboard ) {
			window.navigator.clipboard.writeText( field.value );
		} else {
			document.execCommand( 'copy' );
		}
		button.textContent = __( 'Copied', 'paylater-gateway-for-akulaku' );
	}

	document.addEventListener( 'click', function ( event ) {
		var button = event.target.closest ? event.target.closest( 'button' ) : null;
		if ( ! button ) {
			return;
		}
		if ( button.classList.contains( 'doku-akulaku-action' ) ) {
			send( button );
		} else if ( button.id === 'doku-akulaku-test' ) {
			test( button );
		} else if ( button.classList.contains( 'doku-akulaku-copy' ) ) {
			copy( button );
		}
	} );
} )( document, window, window.dokuAkulaku || {} );
