define(['jquery'], function ($) {
    'use strict';

    return function (config, element) {
        var lines = $(element).find('[data-role=lines]');

        $(element).on('click', '[data-role=test]', function () {
            lines.empty();
            $.ajax({
                url: config.test,
                method: 'POST',
                dataType: 'json',
                showLoader: true,
                data: {'form_key': window.FORM_KEY}
            }).done(function (answer) {
                $.each(answer.lines, function (index, line) {
                    $('<div class="message"></div>').addClass(line.good ? 'message-success' : 'message-error').text(line.text).appendTo(lines);
                });
            });
        });

        $(element).on('click', '[data-say]', function () {
            var form = $('<form method="post"></form>').attr('action', config.say);

            $('<input type="hidden" name="form_key">').val(window.FORM_KEY).appendTo(form);
            $('<input type="hidden" name="what">').val($(this).data('say')).appendTo(form);
            form.appendTo('body').trigger('submit');
        });
    };
});
