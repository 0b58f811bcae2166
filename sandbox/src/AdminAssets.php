<?php

declare(strict_types=1);

namespace DokuSandbox;

/** Style and script of the developer's page. */
final class AdminAssets
{
    /** Asks every two seconds for what has changed. What is open stays open; who types is left in peace. */
    public const SCRIPT = <<<'JS'

(() => {
  const live = document.getElementById('live');
  const focusable = 'a, button, summary';
  const note = document.getElementById('connection');
  const refresh = async () => {
    if (document.hidden) return;
    const focused = live.contains(document.activeElement) ? document.activeElement : null;
    if (focused?.matches('select')) return;
    try {
      const answer = await fetch('/admin?state=' + live.dataset.state);
      note.textContent = '';
      if (answer.status !== 200) return;
      const html = await answer.text();
      const home = focused?.closest('[id]');
      const place = home ? [home.id, [...home.querySelectorAll(focusable)].indexOf(focused)] : null;
      const open = [...live.querySelectorAll('details[open]')].map((one) => one.id);
      live.innerHTML = html;
      live.dataset.state = answer.headers.get('X-State');
      for (const id of open) document.getElementById(id)?.setAttribute('open', '');
      if (place) document.getElementById(place[0])?.querySelectorAll(focusable)[place[1]]?.focus();
    } catch {
      note.textContent = 'The sandbox does not answer.';
    }
  };
  setInterval(refresh, 2000);
  document.addEventListener('visibilitychange', refresh);
})();

JS;

    public const STYLE = <<<'CSS'
:root { --ink: #16202e; --soft: #55637a; --line: #dde3ec; --back: #f3f5f9; --main: #17537a; --deep: #0f3d5c; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
header { background: var(--deep); color: #fff; padding: 6px 20px; display: flex; flex-wrap: wrap; gap: 0 24px;
  align-items: center; justify-content: space-between; }
h1 { font-size: 19px; margin: 0; }
h2 { font-size: 17px; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 14px; margin: 14px 0 4px; }
h4 { font-size: 14px; margin: 14px 0 4px; color: var(--soft); }
nav { display: flex; gap: 18px; }
nav a { color: #fff; min-height: 44px; display: inline-flex; align-items: center; }
#connection { margin: 0; flex-basis: 100%; font-weight: 700; }
#connection:empty { display: none; }
main { max-width: 1000px; margin: 0 auto; padding: 20px 16px 60px; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px 20px; margin: 12px 0; }
dt { color: var(--soft); font-size: 13px; }
dd { margin: 0; overflow-wrap: anywhere; }
.card { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin: 0 0 16px; }
.head { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; }
.amount { margin-left: auto; font-weight: 700; font-variant-numeric: tabular-nums; }
.status { border-radius: 99px; padding: 2px 12px; font-size: 13px; font-weight: 700; background: #e6eaf0;
  color: #344054; }
.status.success { background: #dcf3e4; color: #125c2e; }
.status.pending { background: #fff0cc; color: #6d4300; }
.status.failed, .status.expired { background: #fde3e0; color: #8a1c12; }
.status.refunded { background: #e3e8fb; color: #2c3a8c; }
.buttons, .fields { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; align-items: center; }
.fields { gap: 8px 20px; }
button, .button, input, select { font: inherit; min-height: 44px; padding: 9px 14px; border-radius: 9px;
  border: 1px solid #b6c0cf; background: #fff; color: var(--ink); }
input, select { padding: 9px 10px; max-width: 100%; }
button, .button { font-weight: 600; cursor: pointer; text-decoration: none; }
.button { background: var(--main); border-color: var(--main); color: #fff; }
button:hover { background: var(--back); }
:focus-visible { outline: 3px solid #7fb7dd; outline-offset: 2px; }
summary { cursor: pointer; padding: 10px 0; }
#refused summary { overflow-wrap: anywhere; border-top: 1px solid var(--line); }
#refused h2 { margin-bottom: 8px; }
.wide { display: block; margin: 8px 0; }
.wide input { display: block; width: 100%; }
.faults { list-style: none; margin: 0; padding: 0; }
.faults li { display: grid; grid-template-columns: 230px 1fr; gap: 4px 16px; align-items: center; padding: 4px 0; }
.faults code { display: block; color: var(--soft); }
code, pre { font-size: 13px; overflow-wrap: anywhere; }
pre { background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; margin: 0;
  white-space: pre-wrap; }
.hint { background: #fff4dc; color: #6d4300; border-radius: 8px; padding: 8px 12px; }
.waiting { border-color: #d9a32b; }
.waiting ol { margin: 8px 0; padding-left: 22px; }
.notifications { list-style: none; margin: 0; padding: 0; }
.notifications > li { border-top: 1px solid var(--line); padding: 8px 0; }
.notifications ol { margin: 4px 0 0; padding: 0; list-style: none; }
.url { display: block; overflow-wrap: anywhere; }
small { display: block; color: var(--soft); }
.none, .empty { color: var(--soft); margin: 8px 0 0; }
.empty { text-align: center; padding: 40px 0; }
@media (max-width: 600px) { .faults li { grid-template-columns: 1fr; } .faults button { justify-self: start; } }

CSS;
}
