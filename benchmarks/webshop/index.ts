export { BrowserSession } from './browser/browser-session.ts';
export { BrowserShopEnvironment, type BrowserShopOptions } from './browser/browser-environment.ts';
export { webshopCommand } from './commands/webshop-command.ts';
export { openShop, type OpenShopOptions } from './environment.ts';
export { createWebshopPrompt, webshopPrompt } from './prompt.ts';
export { createShopSite, type ShopSite, type ShopSiteOptions } from './site/create-site.ts';
export type { ShopTask } from './task.ts';
export { webshop } from './webshop.ts';
