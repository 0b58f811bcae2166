define(['uiComponent', 'Magento_Checkout/js/model/payment/renderer-list'], function (Component, renderers) {
    'use strict';

    renderers.push({
        type: 'doku_akulaku',
        component: 'DokuAkulaku_Payment/js/view/payment/method-renderer/doku-akulaku'
    });

    return Component.extend({});
});
