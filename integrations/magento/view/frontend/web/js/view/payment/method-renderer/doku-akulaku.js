define([
    'Magento_Checkout/js/view/payment/default',
    'Magento_Checkout/js/model/full-screen-loader'
], function (Component, loader) {
    'use strict';

    return Component.extend({
        defaults: {
            template: 'DokuAkulaku_Payment/payment/doku-akulaku',
            // Our own address leads on; the core's success page would tell the buyer that all is done.
            redirectAfterPlaceOrder: false
        },

        isSandbox: function () {
            return window.checkoutConfig.payment['doku_akulaku'].sandbox;
        },

        afterPlaceOrder: function () {
            loader.startLoader();
            window.location.replace(window.checkoutConfig.payment['doku_akulaku'].start);
        }
    });
});
