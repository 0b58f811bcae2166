/* The payment method of the block checkout. No build step: React by WordPress's wp.element. */
( function ( registry, wcSettings, element, entities, i18n ) {
	'use strict';

	var __ = i18n.__;
	var create = element.createElement;
	var settings = wcSettings.getSetting( 'doku_akulaku_data', {} );
	var decode = entities.decodeEntities;
	var title = decode( settings.title || '' ) || __( 'Akulaku PayLater', 'paylater-gateway-for-akulaku' );

	/** Blocks and Store API write totals in the currency's smallest unit: with 0 decimals that is rupiah. */
	function fits( args ) {
		var totals = ( args && args.cartTotals ) || {};
		var total = parseInt( totals.total_price, 10 );
		var decimals = parseInt( totals.currency_minor_unit, 10 );
		if ( totals.currency_code && ( totals.currency_code !== 'IDR' || decimals !== 0 ) ) {
			return false;
		}
		if ( total > 0 ) {
			if ( settings.minAmount !== null && settings.minAmount !== undefined && total < settings.minAmount ) {
				return false;
			}
			if ( settings.maxAmount !== null && settings.maxAmount !== undefined && total > settings.maxAmount ) {
				return false;
			}
		}
		var countries = settings.countries || [];
		var address = ( args && ( args.billingAddress || args.billingData ) ) || {};
		return ! countries.length || ! address.country || countries.indexOf( address.country ) !== -1;
	}

	function phoneOf( props ) {
		var billing = ( props.billing && ( props.billing.billingAddress || props.billing.billingData ) ) || {};
		var shipping = ( props.shippingData && props.shippingData.shippingAddress ) || {};
		return String( billing.phone || shipping.phone || '' ).trim();
	}

	function phoneMissing() {
		return __( 'Akulaku needs your phone number. Please enter it to go on.', 'paylater-gateway-for-akulaku' );
	}

	function Content( props ) {
		var phone = phoneOf( props );
		var events = props.eventRegistration || {};
		var types = ( props.emitResponse && props.emitResponse.responseTypes ) || { SUCCESS: 'success', ERROR: 'error' };
		element.useEffect(
			function () {
				if ( ! events.onPaymentSetup ) {
					return undefined;
				}
				return events.onPaymentSetup( function () {
					return phone === '' ? { type: types.ERROR, message: phoneMissing() } : { type: types.SUCCESS };
				} );
			},
			[ events.onPaymentSetup, phone, types.ERROR, types.SUCCESS ]
		);
		var calling = props.checkoutStatus && ( props.checkoutStatus.isProcessing || props.checkoutStatus.isComplete );
		var description = decode( settings.description || '' );
		return create(
			'div',
			{ className: 'doku-akulaku-content' },
			description ? create( 'p', null, description ) : null,
			create( 'p', null, __( 'You will be taken to Akulaku\'s page. Approval, term and costs are decided by Akulaku and shown before you agree.', 'paylater-gateway-for-akulaku' ) ),
			settings.sandbox
				? create( 'p', null, create( 'strong', null, __( 'Sandbox (test mode): no real money is paid.', 'paylater-gateway-for-akulaku' ) ) )
				: null,
			phone === '' ? create( 'p', { className: 'doku-akulaku-phone', role: 'note' }, phoneMissing() ) : null,
			create(
				'p',
				{ className: 'doku-akulaku-calling', role: 'status', 'aria-live': 'polite' },
				calling ? __( 'Contacting Akulaku… Please wait and do not close this page.', 'paylater-gateway-for-akulaku' ) : ''
			)
		);
	}

	function Label( props ) {
		var PaymentMethodLabel = props.components && props.components.PaymentMethodLabel;
		return PaymentMethodLabel ? create( PaymentMethodLabel, { text: title } ) : create( 'span', null, title );
	}

	registry.registerPaymentMethod( {
		name: 'doku_akulaku',
		label: create( Label, null ),
		ariaLabel: title,
		content: create( Content, null ),
		edit: create( Content, null ),
		placeOrderButtonLabel: __( 'Pay with Akulaku', 'paylater-gateway-for-akulaku' ),
		canMakePayment: fits,
		supports: { features: settings.supports || [ 'products' ] },
	} );
} )( window.wc.wcBlocksRegistry, window.wc.wcSettings, window.wp.element, window.wp.htmlEntities, window.wp.i18n );
