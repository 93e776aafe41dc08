/** What is wrong with TLS, in the words of what is configured with encrypt, ca and trustServerCertificate in place of a url; `named` is what to do where a certificate is for another name. */
export function tlsWords(message: string, named: string): string {
  return message
    .replace('name it as tls.ca, or turn tls.verify off', 'name it as ca, or set trustServerCertificate: true')
    .replace('name that authority as tls.ca', 'name that authority as ca')
    .replace(/does not speak TLS: the url should.*/, 'does not speak TLS')
    .replace('use the name it was made for in the url', named);
}
