export const modalStyles = new CSSStyleSheet()

modalStyles.replaceSync(`
  dialog { padding: 0; border: 0; border-radius: 12px; width: min(620px, calc(100vw - 32px)); max-height: calc(100vh - 64px);
    color: #303030; background: #fff; box-shadow: 0 20px 40px rgb(0 0 0 / .28); font: 450 13px/20px Inter, -apple-system,
    BlinkMacSystemFont, 'San Francisco', 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow: hidden; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog.small { width: min(380px, calc(100vw - 32px)); }
  dialog.large { width: min(980px, calc(100vw - 32px)); }
  dialog.max { width: calc(100vw - 32px); height: calc(100vh - 32px); max-height: none; }
  dialog:focus-visible { outline: 0; }
  dialog::backdrop { background: rgb(0 0 0 / .5); }
  header { display: flex; align-items: center; gap: 8px; padding: 12px 12px 12px 16px; background: #f3f3f3;
    border-bottom: 1px solid #e3e3e3; }
  h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 650; min-width: 0; overflow-wrap: anywhere; }
  .close { width: 28px; height: 28px; padding: 4px; border: 0; border-radius: 8px; background: none; color: #4a4a4a; box-shadow: none; }
  .close:hover { background: #e3e3e3; }
  .content { overflow: auto; flex: 1; }
  footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; padding: 16px; border-top: 1px solid #ebebeb; }
  footer[hidden] { display: none; }
  button { min-height: 28px; padding: 4px 12px; border: 0; border-radius: 8px; font: inherit; font-size: 12px; font-weight: 550;
    color: #303030; background: #fff; box-shadow: 0 0 0 1px #e3e3e3, 0 1px 0 #b5b5b5; cursor: pointer; }
  button:hover { background: #f7f7f7; }
  button.primary { color: #fff; background: #303030; box-shadow: inset 0 1px 0 rgb(255 255 255 / .2), 0 0 0 1px #1a1a1a; }
  button.primary:hover { background: #1a1a1a; }
  button.critical { color: #8e0b21; }
  button.primary.critical { color: #fff; background: #c70a24; box-shadow: 0 0 0 1px #8e0b21; }
  button:disabled { color: #b5b5b5; background: #f2f2f2; box-shadow: none; cursor: default; }
  button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px; }
`)
