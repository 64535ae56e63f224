// Files a person puts into the composer, and how large they are told to be.

/** `size` in bytes, as people say it. */
export function told(size) {
  if (size < 1000) return `${size} B`;
  return size < 1e6 ? `${Math.round(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}

/** The files as `/type` takes them: {name, type, data}, the data in base64. */
export function packed(files) {
  return Promise.all(files.map(async (file) => ({ name: file.name, type: file.type, data: await base64(file) })));
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
