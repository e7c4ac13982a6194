/** Stands where a product has no picture, or one on another machine. */
export const PLACEHOLDER = '/placeholder.svg';

export const PLACEHOLDER_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">' +
  '<rect width="400" height="400" fill="#eef0f3"/>' +
  '<g fill="none" stroke="#9aa3af" stroke-width="10" stroke-linejoin="round">' +
  '<path d="M110 160 200 115 290 160 290 260 200 305 110 260Z"/>' +
  '<path d="M110 160 200 205 290 160M200 205V305"/></g></svg>';
