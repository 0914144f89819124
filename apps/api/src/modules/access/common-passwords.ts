/** The most common passwords of eight characters and more, lower case: the first that anyone tries. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 password1234 password! password1! passw0rd p@ssw0rd p@ssword pa55word pa$$word passwort motdepasse contraseña
  12345678 123456789 1234567890 0123456789 87654321 987654321 0987654321 11111111 111111111 1111111111 00000000 000000000 0000000000 22222222 33333333
  44444444 55555555 66666666 77777777 88888888 99999999 12341234 123123123 12121212 11223344 1122334455 123454321 123321123 147258369 789456123 741852963
  13131313 10101010 20202020 12344321 1234567a 12345678a 123456789a a12345678 a123456789 abcd1234 abc12345 abc123456 abcdefgh abcdefghi abcdefg1 aa123456
  aaaaaaaa 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345
  qwer1234 asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 qazwsxedc 1234qwer 123qweasd qweasdzxc azertyui azertyuiop
  iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball superman superman1 spiderman
  starwars startrek trustno1 whatever whatever1 welcome1 welcome12 welcome123 letmein1 letmein123 changeme changeme1 changeme123 changeit default1
  administrator admin123 admin1234 admin12345 administrator1 adminadmin rootroot toor1234 testtest test1234 test12345 guest123 user1234 temp1234
  computer internet michelle jennifer jonathan nicholas michael1 jessica1 charlie1 samantha danielle victoria elizabeth benjamin alexander
  corvette mercedes ferrari1 porsche1 steelers liverpool liverpool1 manchester arsenal1 chelsea1 barcelona realmadrid
  dragon123 monkey123 shadow123 master123 hello123 freedom1 mustang1 maverick midnight butterfly chocolate cheese123 cookie123 pokemon1 minecraft
  summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026
  brokersync brokersync1 brokersync123 broker123 broker1234 trader123 commodities`.split(/\s+/),
)
