// Asks the shop (not DOKU) whether the order has moved: after 2 s, then less and less often, never while hidden.
(() => {
    'use strict';
    const box = document.getElementById('order-status');
    if (!box || box.dataset.waiting !== '1') {
        return;
    }
    let wait = 2000;
    const ask = async () => {
        if (document.visibilityState !== 'hidden') {
            try {
                const answer = await fetch(box.dataset.poll, { cache: 'no-store' });
                if (answer.ok && (await answer.json()).situation !== box.dataset.situation) {
                    location.reload();
                    return;
                }
            } catch {
                // Offline for a moment: ask again.
            }
        }
        wait = Math.min(wait * 1.5, 30000);
        setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
})();
