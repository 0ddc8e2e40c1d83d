// The guard post's sound: a browser is silent until somebody has pressed something, so the page says loudly that it is.
const button = document.getElementById('sound') ?? document.createElement('button');
const alarms = document.getElementById('alarms');
const words = button.querySelector('span') ?? button;
const off = words.textContent;
const title = document.title;
let context = null;
let ringing = null;

// The press that begins the shift, which the form sends, is the one that lets the browser sound.
button.addEventListener('click', async () => {
    context ??= new AudioContext();
    await context.resume();
    look();
});

// A beep from nothing but the browser itself: two notes, every two seconds, until somebody has taken notice.
function ring() {
    if (context?.state !== 'running') return;
    [880, 660].forEach((pitch, i) => {
        const [note, loud] = [context.createOscillator(), context.createGain()];
        const at = context.currentTime + i * 0.25;
        note.frequency.value = pitch;
        loud.gain.setValueAtTime(0.001, at);
        loud.gain.exponentialRampToValueAtTime(0.4, at + 0.02);
        loud.gain.exponentialRampToValueAtTime(0.001, at + 0.22);
        note.connect(loud).connect(context.destination);
        note.start(at);
        note.stop(at + 0.25);
    });
    button.dataset.rung = String(Number(button.dataset.rung ?? 0) + 1);
}

function show() {
    const isOn = context?.state === 'running';
    button.classList.toggle('off', !isOn);
    button.setAttribute('aria-pressed', String(isOn));
    words.textContent = isOn ? button.dataset.on : off;
}

function look() {
    const {open, sounding} = alarms.querySelector('[data-open]').dataset;
    document.title = open > 0 ? `(${open}) ${title}` : title;
    if (sounding > 0 && !ringing) {
        ring();
        ringing = setInterval(ring, 2000);
    } else if (!(sounding > 0) && ringing) {
        clearInterval(ringing);
        ringing = null;
    }
    show();
}

document.addEventListener('changed', look);
setInterval(show, 1000);
look();
