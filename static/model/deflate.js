// Deflate: text as the compact, safe characters of a link, and back, within a limit.

/**
 * A text, compressed (RFC 1951) and in base64url (RFC 4648).
 * @param {string} text
 */
export async function deflateText(text) {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The text again. Nothing is unpacked beyond the limit; throws where the text is damaged, or longer than that.
 * @param {string} packed
 * @param {number} limit bytes
 */
export async function inflateText(packed, limit) {
  const letters = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, letter => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const decoder = new TextDecoder('utf-8', {fatal: true}), reader = unpacked.getReader();
  let text = '', size = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {}); // what is left is never unpacked
      throw new RangeError('the text is too long');
    }
    text += decoder.decode(value, {stream: true});
  }
}
