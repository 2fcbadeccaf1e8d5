// A QR code as an SVG that is always dark on light.

import encodeQR from "qr";

const SVG = "http://www.w3.org/2000/svg";
/** Modules of quiet zone around the code. */
const QUIET = 4;

/** Null when the text is too long for a QR code. */
export function qr(text: string, label: string): SVGSVGElement | null {
  let modules: boolean[][];
  try {
    modules = encodeQR(text, "raw", { ecc: "low", border: QUIET });
  } catch {
    return null;
  }
  const runs = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  const size = String(modules.length);
  const drawing = svg("svg", { viewBox: `0 0 ${size} ${size}`, class: "qr", role: "img", "aria-label": label });
  drawing.append(svg("rect", { width: size, height: size, fill: "#fff" }));
  drawing.append(svg("path", { d: runs, fill: "#000", "shape-rendering": "crispEdges" }));
  return drawing as SVGSVGElement;
}

function svg(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
