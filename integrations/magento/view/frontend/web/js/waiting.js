define(['jquery'], function ($) {
    'use strict';

    // Asks for the stored state, less and less often, and shows the page anew when it has changed.
    return function (config) {
        var pause = 3000;

        function ask() {
            $.ajax({url: config.address, dataType: 'json', cache: false}).done(function (answer) {
                if (answer.state !== config.state) {
                    window.location.reload();
                    return;
                }
                later();
            }).fail(later);
        }

        function later() {
            pause = Math.min(pause * 1.3, 30000);
            window.setTimeout(ask, pause);
        }

        if (config.state === 'waiting' || config.state === 'failed') {
            later();
        }
    };
});
