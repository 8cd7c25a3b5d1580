// Measures the time that somebody spends on an item: a pause without input counts for 30 seconds at most, a hidden page for nothing.
const longestPause = 30;
const longest = 600;

export class Clock {
  constructor(now = () => performance.now() / 1000) {
    this.now = now;
    this.hidden = false;
    this.start();
  }

  start() {
    this.spent = 0;
    this.last = this.now();
  }

  // Something was pressed, moved or scrolled.
  touch() {
    const now = this.now();
    if (!this.hidden) this.spent += Math.min(now - this.last, longestPause);
    this.last = now;
  }

  hide(hidden) {
    this.touch();
    this.hidden = hidden;
  }

  // Seconds, a tenth exact.
  read() {
    this.touch();
    return Math.round(Math.min(this.spent, longest) * 10) / 10;
  }
}
