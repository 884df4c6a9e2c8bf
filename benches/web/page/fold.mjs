// Takes marks off as MiniSearch's documentation has it for Latin letters, and the
// stroke off đ, which Unicode does not take apart.

export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("đ", "d");
}
