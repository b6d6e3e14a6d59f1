import { execFileSync } from 'node:child_process';
import { ensureStudioPackages } from '../client/studio/packages.js';

/** Packages the extension as it ships and brings a VS Code to install it in, before the suites that drive one. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'package'], { stdio: 'inherit', shell: process.platform === 'win32' });
  ensureStudioPackages(console.log);
}
