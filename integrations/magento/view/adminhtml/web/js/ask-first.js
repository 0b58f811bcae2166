define(['jquery', 'Magento_Ui/js/modal/confirm'], function ($, confirm) {
    'use strict';

    // Buttons that move money or end a try ask first, and each is pressed once.
    return function (config, element) {
        $(element).on('submit', 'form.doku-akulaku-act', function (event) {
            var form = this;

            if (form.dataset.ask && !form.dataset.confirmed) {
                event.preventDefault();
                confirm({
                    content: $('<span></span>').text(form.dataset.ask).html(),
                    actions: {
                        confirm: function () {
                            form.dataset.confirmed = '1';
                            $(form).trigger('submit');
                        }
                    }
                });
                return;
            }
            $(form).find('button').prop('disabled', true);
        });
    };
});
