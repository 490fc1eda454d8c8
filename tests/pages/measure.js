// What a person meets on a page: every text with its contrast and size, every target with its sides. Design pixels.
(() => {
  const parts = text => (text.match(/[\d.]+/g) || []).map(Number);
  const linear = part => (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
  function light(rgb) {
    const [r, g, b] = rgb.map(part => linear(part / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function behind(element) {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  }
  function contrast(element) {
    const one = light(parts(getComputedStyle(element).color)), other = light(behind(element));
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }
  const found = { texts: [], targets: [], wide: document.documentElement.scrollWidth - innerWidth };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
    const box = element.getBoundingClientRect();
    if (!text || !box.width || /SCRIPT|STYLE/.test(element.tagName) || element.closest(":disabled")) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    found.texts.push([text.slice(0, 20), contrast(element), size, Math.round(box.right) - innerWidth]);
  }
  for (const element of document.querySelectorAll("button, a[href], label.action, input[type=text]")) {
    const box = element.getBoundingClientRect();
    if (box.width) found.targets.push([element.id || element.textContent, Math.round(box.width), Math.round(box.height)]);
  }
  return found;
})()
