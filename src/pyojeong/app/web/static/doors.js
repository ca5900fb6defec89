// Scanning on the plain pages that lead to practice: the child's area, home, messages. How it is set
// stands on the root, data-scan and data-scan-ms; without it, nothing scans.

import { Scanner } from "/static/scan.js";

const SCAN_MS = 2000; // where none is told

const { scan = "off", scanMs } = document.documentElement.dataset;
const scanner = new Scanner();
scanner.set({ scan, scan_ms: Number(scanMs) || SCAN_MS });
addEventListener("pageshow", (event) => event.persisted && scanner.restart());
