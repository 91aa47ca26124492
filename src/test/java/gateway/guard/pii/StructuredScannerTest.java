package gateway.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Finds each marked value with its kind, and nothing else. */
class StructuredScannerTest {
    static Stream<String> numbers() {
        return """
                Steuer-ID [[DE_TAX_ID|47036815919]]
                Ich habe die IdNr. [[DE_TAX_ID|47 036 815 919]] bekommen.
                [[DE_TAX_ID|65929970489]] steht auf meinem Bescheid
                Meine Steueridentifikationsnummer lautet: [[DE_TAX_ID|65 929 970 489]].
                tax id [[DE_TAX_ID|65929970489]] (Germany)
                Steuernummer: [[DE_TAX_NUMBER|93/815/08152]]
                Finanzamt Köln, St.-Nr. [[DE_TAX_NUMBER|214/5021/1439]], bitte angeben
                St-Nr [[DE_TAX_NUMBER|2893081508152]] (bundeseinheitlich)
                Rentenversicherungsnummer [[DE_SOCIAL_SECURITY|65 170839 J 003]]
                RV-Nr.: [[DE_SOCIAL_SECURITY|53270474W814]], Eintritt 2003
                sozialversicherungsnummer=[[DE_SOCIAL_SECURITY|12 190389 m 054]]
                Ihre Versichertennummer [[DE_HEALTH_INSURANCE|K739201468]] ist ungültig
                kvnr: [[DE_HEALTH_INSURANCE|a500000159]]
                [[DE_HEALTH_INSURANCE|T220019299]] bei der AOK
                Meine SVNR: [[AT_SVNR|4782 210675]].
                ÖGK, Versicherungsnummer [[AT_SVNR|3128050588]]
                AHV-Nr. [[CH_AHV|756.9204.8721.49]]
                Numéro AVS [[CH_AHV|7563012345673]]
                my ssn is [[US_SSN|219-09-9998]] ok?
                SSN: [[US_SSN|219099998]]
                social [[US_SSN|219 09 9998]]
                ITIN [[US_ITIN|912-71-3344]]
                NHS no. [[UK_NHS|485 777 3457]]
                "nhs_number": "[[UK_NHS|9434765919]]"
                NI number: [[UK_NINO|AB 12 34 56 C]]
                Her NINO [[UK_NINO|ce123456d]] was rejected
                Visa [[CREDIT_CARD|4556 7375 8689 9855]], exp 09/27, CVC [[PASSWORD|123]]
                charge [[CREDIT_CARD|5555-5555-5555-4444]] please
                Amex [[CREDIT_CARD|3782 822463 10005]] geht nicht
                Kartennummer: [[CREDIT_CARD|6011000990139424]] gültig bis 08/29
                pan=[[CREDIT_CARD|2223000048410010]]&cvv=[[PASSWORD|737]]
                Bitte überweisen: [[IBAN|DE89 3704 0044 0532 0130 00]], BIC COBADEFFXXX
                konto [[IBAN|AT611904300234573201]] danke
                iban [[IBAN|ch93 0076 2011 6238 5295 7]]
                Send it to [[IBAN|GB29 NWBK 6016 1331 9268 19]] by Friday.
                [[IBAN|MT84MALT011000012345MTLCAST001S]]
                IBAN:[[IBAN|DE89-3704-0044-0532-0130-00]]""".lines();
    }

    static Stream<String> persons() {
        return """
                Tel.: [[PHONE|+49 171 1234567]]
                ruf mich unter [[PHONE|0171 1234567]] an
                Handy [[PHONE|01711234567]], Festnetz [[PHONE|030 / 12 34 56 - 78]]
                Sie erreichen mich unter [[PHONE|(040) 3 60 91-0]].
                Fax: [[PHONE|0341.6729.15]]
                phone [[PHONE|(212) 555-0123 ext. 5]]
                call [[PHONE|212-555-0199 x44]] or [[PHONE|+1 (415) 555-2671]]
                my number is [[PHONE|07700 900123]] if you need me
                landline: [[PHONE|020 7946 0018]]
                Mobile [[PHONE|+33 6 12 34 56 78]]
                Reach me at [[PHONE|001-212-555-0188]]
                Rückrufnummer [[PHONE|0043 660 1234567]]
                {"customer":{"mobilePhone":"[[PHONE|1735550123]]"}}
                text me: [[PHONE|555-0134]]
                Telefonnummer 0711 ist nur die Vorwahl, vollständig [[PHONE|0711 2345678]]
                geboren am [[DATE_OF_BIRTH|12.05.1980]] in Kiel
                Geb.-Dat.: [[DATE_OF_BIRTH|3.4.71]]
                Max Beispiel, geb. [[DATE_OF_BIRTH|1. Januar 1999]], wohnt in Ulm
                Date of birth: [[DATE_OF_BIRTH|05/12/1980]]
                She was born on [[DATE_OF_BIRTH|May 12th, 1980]].
                dob=[[DATE_OF_BIRTH|1980-05-12]]
                birth_date: [[DATE_OF_BIRTH|12 May 1980]]
                My birthday is [[DATE_OF_BIRTH|12-May-1980]]
                "dateOfBirth": "[[DATE_OF_BIRTH|19800512]]"
                Patient Erna Muster ([[DATE_OF_BIRTH|02.03.1944]]) klagt über Schmerzen
                Zeuge: Karl Muster, [[DATE_OF_BIRTH|17.8.1962]], sagte aus
                *[[DATE_OF_BIRTH|12.05.1980]] in Wien
                Geburtstag: [[DATE_OF_BIRTH|12. März 1975]]
                mail an [[EMAIL|max.muster+shop@firma-xy.co.uk]].
                <[[EMAIL|a_b@sub.example.org]]>
                kontakt: [[EMAIL|info (at) beispiel (dot) de]]
                schreib an [[EMAIL|erika [at] beispiel.de]]
                [[EMAIL|karl.muster at gmail dot com]]
                mailto:[[EMAIL|jörg@müller.de]]?subject=x
                https://x.example/?mail=[[EMAIL|a%40b.de]]&tel=[[PHONE|%2B49%20171%201234567]]
                https://x.example/s?geburtsdatum=[[DATE_OF_BIRTH|5.+Mai+1980]]&id=7
                Kennzeichen [[LICENSE_PLATE|HH-RQ 8090]]
                Der Fahrer des [[LICENSE_PLATE|M-AB 1234]] flüchtete
                kennzeichen: [[LICENSE_PLATE|b-xy 77e]]
                Fahrzeug mit dem amtlichen Kennzeichen [[LICENSE_PLATE|FÜ AB 12]]
                number plate [[LICENSE_PLATE|AB12 CDE]] was seen
                license plate: [[LICENSE_PLATE|7ABC123]]
                Kfz-Kennzeichen [[LICENSE_PLATE|W-12345 A]]
                Passport number [[PASSPORT|533401372]]
                Reisepass-Nr. [[PASSPORT|C4J7X09M1]] läuft ab
                passport no: [[PASSPORT|X1234567]]
                Personalausweisnummer [[DE_ID_CARD|L6Z3K8P2T]]
                Perso-Nr.: [[DE_ID_CARD|L6Z3K8P2T9]]
                ID card: [[DE_ID_CARD|T220001293]]""".lines();
    }

    static Stream<String> secrets() {
        return """
                login from [[IP_ADDRESS|203.0.113.77]] failed
                IPv6 [[IP_ADDRESS|2001:db8:0:1::8a2e:370]].
                [[IP_ADDRESS|fe80::1]] up
                ping [[IP_ADDRESS|::ffff:10.1.2.3]]
                http://[[IP_ADDRESS|192.168.178.1]]:8080/admin
                mac [[MAC_ADDRESS|00:1A:2B:3C:4D:5E]]
                device [[MAC_ADDRESS|a4-5e-60-c2-11-9f]] offline
                send to [[CRYPTO|1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2]]
                wallet [[CRYPTO|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4]]
                ETH: [[CRYPTO|0x52908400098527886E0F7030069857D2E4169EE7]]
                Benutzername: [[USERNAME|mmuster]], Passwort: [[PASSWORD|Sonne!2024]]
                username=[[USERNAME|admin]] password=[[PASSWORD|hunter22]]
                "user": "[[USERNAME|k.muster]]", "password": "[[PASSWORD|abcdef]]"
                My password is [[PASSWORD|Tr0ub4dor&3]].
                Mein Kennwort lautet [[PASSWORD|katze-99]]
                PIN: [[PASSWORD|4711]]
                OPENAI_API_KEY=[[API_KEY|sk-proj-Ab3dEf6hIj9kLmN0pQrStUv]]
                aws [[API_KEY|AKIAIOSFODNN7EXAMPLE]]
                aws_secret_access_key = [[API_KEY|wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]]
                Authorization: Bearer [[API_KEY|eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P]]
                client_secret: "[[API_KEY|8f7d9a3c2b1e4f6a8d0c]]"
                api key [[API_KEY|q8w7e6r5t4z3u2i1o0p9]]
                [[API_KEY|-----BEGIN RSA PRIVATE KEY-----¶MIIabc123==¶-----END RSA PRIVATE KEY-----]]
                db: [[URL_CREDENTIALS|postgres://app:s3cret@db.example.org:5432/app]]
                git clone [[URL_CREDENTIALS|https://bob:hunter2@git.example.org/x.git]]""".lines();
    }

    static Stream<String> structures() {
        return """
                name;telefon;geburtsdatum¶Muster;[[PHONE|341672915]];[[DATE_OF_BIRTH|1.2.80]]¶Beispiel;[[PHONE|229910]];[[DATE_OF_BIRTH|3.4.81]]
                id,ssn,created¶7,[[US_SSN|219099998]],2020-01-02
                | Name | Mobil | Bestellnummer |¶|---|---|---|¶| Muster | [[PHONE|17155501]] | 017112345678 |
                user\tpassword¶[[USERNAME|karl]]\t[[PASSWORD|abc123xyz]]
                <phone>[[PHONE|5550134999]]</phone><order>5550134999</order>
                {"telefon":"","bestellnummer":"0171 1234567"}
                args: {\\"iban\\":\\"[[IBAN|DE89370400440532013000]]\\",\\"dob\\":\\"[[DATE_OF_BIRTH|1980-05-12]]\\"}
                Telefon:¶[[PHONE|341 67 29 15]]
                **Geburtsdatum:** [[DATE_OF_BIRTH|12.05.1980]]
                ssn [[US_SSN|２１９-０９-９９９８]]
                card [[CREDIT_CARD|4556\u00a07375\u00a08689\u00a09855]]
                card [[CREDIT_CARD|45567375\u200b86899855]]
                iban [[IBAN|D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0]]
                ssn [[US_SSN|219\u201109\u20119998]]
                tel [[PHONE|0 1 7 1 1 2 3 4 5 6 7]]""".lines();
    }

    static Stream<String> labels() {
        return """
                phoneNumber: [[PHONE|89 4455667]]
                {"tel_no":"[[PHONE|4455667788]]","id":4455667788}
                Mobilnr.: [[PHONE|171 555 0101]]
                Tel. privat: [[PHONE|445566-12]]
                Contact no. [[PHONE|98765 43210]]
                Mob: [[PHONE|9876543210]]
                Sie können mich unter der Nummer [[PHONE|0228 91 23 45]] erreichen
                Ihre Durchwahl ist [[PHONE|445566]]
                Notfallkontakt: Oma, [[PHONE|+43 1 5550123]]
                WhatsApp [[PHONE|+4915155501234]]
                ring me on [[PHONE|01632 960 123]] after six
                Notfallnummer [[PHONE|0664/5550123]]
                D.O.B. [[DATE_OF_BIRTH|5/6/78]]
                birthDate=[[DATE_OF_BIRTH|1978/06/05]]
                Geb.: [[DATE_OF_BIRTH|05.06.1978]]
                geb. am [[DATE_OF_BIRTH|5.6.78]] in Graz
                geburts_datum: [[DATE_OF_BIRTH|05061978]]
                Das Kind wurde am [[DATE_OF_BIRTH|5. Juni 2018]] geboren
                born [[DATE_OF_BIRTH|5th June 1978]]
                Mandantin Eva Muster ([[DATE_OF_BIRTH|5.6.1978]])
                <birthday>[[DATE_OF_BIRTH|Jun 5, 1978]]</birthday>
                taxId: [[DE_TAX_ID|47036815919]]
                "steuerId":"[[DE_TAX_ID|65 929 970 489]]"
                Steuer-Nr.: [[DE_TAX_NUMBER|133/8150/8159]]
                svNr=[[DE_SOCIAL_SECURITY|65170839J003]]
                Meine Versicherungsnummer bei der Rente: [[DE_SOCIAL_SECURITY|65-170839-J-003]]
                kvNummer [[DE_HEALTH_INSURANCE|K 739 201 468]]
                eGK: [[DE_HEALTH_INSURANCE|K739201468]]
                E-Card Nummer [[AT_SVNR|4782210675]]
                ahv_nr: [[CH_AHV|756 9204 8721 49]]
                social security no. [[US_SSN|219-09-9998]]
                Last four are 9998, whole SSN [[US_SSN|219 09 9998]]
                nationalInsuranceNumber: [[UK_NINO|AB123456C]]
                NHS-Nummer [[UK_NHS|485-777-3457]]
                creditCardNumber: [[CREDIT_CARD|4556737586899855]]
                cc_number=[[CREDIT_CARD|378282246310005]]
                Bankverbindung: [[IBAN|DE89 3704 0044 0532 0130 00]]
                iban_number: [[IBAN|PL61109010140000071219812874]]
                Pass-Nr.: [[PASSPORT|C4J7X09M13]]
                passport_number: [[PASSPORT|GB1234567]]
                ausweis_nr: [[DE_ID_CARD|L6Z3K8P2T]]
                Dokumentennummer [[DE_ID_CARD|L6Z3K8P2T9]]
                kfz_kennzeichen: [[LICENSE_PLATE|B XY 77]]
                amtl. Kennzeichen: [[LICENSE_PLATE|OHV-AB 123H]]
                Mein Wagen ([[LICENSE_PLATE|S-MM 2020E]]) wurde gestohlen
                vehicle reg [[LICENSE_PLATE|AB12CDE]]
                Nummernschild [[LICENSE_PLATE|ZH 123456]]
                remote_ip=[[IP_ADDRESS|198.51.100.23]]
                macAddress: [[MAC_ADDRESS|001A.2B3C.4D5E]]
                Anmeldename: [[USERNAME|e.muster]]
                login: [[USERNAME|emuster99]]
                passwort lautet "[[PASSWORD|blumenwiese]]"
                pw: [[PASSWORD|x9!kk]]
                Meine PIN ist [[PASSWORD|0815]]
                Zugangsdaten: user [[USERNAME|emuster1]] / pass: [[PASSWORD|Wiese#7]]
                DB_PASSWORD=[[PASSWORD|p@ss/w0rd]]
                SECRET_KEY = '[[API_KEY|django-insecure-x1y2z3a4b5c6d7]]'
                token: [[API_KEY|a1b2c3d4e5f6a7b8c9d0]]
                X-Api-Key: [[API_KEY|3f2504e0-4f89-11d3-9a0c-0305e82c3301]]
                smtp://[[EMAIL|max@example.org]]:25
                Redis liegt auf [[URL_CREDENTIALS|redis://default:pa55@10.0.0.5:6379/0]]
                [[EMAIL|MAX.MUSTER@EXAMPLE.ORG]],[[EMAIL|eva@example.org]]
                reach me: [[EMAIL|eva_muster [at] example [dot] co [dot] uk]]"""
                .lines();
    }

    static Stream<String> nothing() {
        return """
                Bestellung 0171-1234567-12 ist da
                Ihre Kundennummer 219-09-9998
                ISBN 978-3-16-148410-0 oder 3-16-148410-X
                Rechnung Nr. 2024-004711 vom 12.05.2024 über 1.234,56 EUR
                Version 1.2.3.4 und 10.0.19045.3803 sind alt
                Chrome/120.0.6099.71 on Windows
                commit 9fceb02d0ae598e95dc970b74767f19372d61af8
                The year 1999-2003 had 12345 cases, 250.000 Euro
                2024-05-12T10:15:30Z INFO started in 1234567 ms
                uuid 123e4567-e89b-12d3-a456-426614174000
                DHL Sendungsnummer 00340434161094042557
                3.14159265358979 and 2.718281828459
                timestamp 1716199200000
                What is the password policy? The password must be long.
                Der Benutzer soll sich anmelden, Passwort vergessen.
                user stories and login screens
                a token is 4 characters; tokens cost money
                The key is under the mat
                § 123 Abs. 4 BGB, Art. 6 DSGVO
                It happened on 12.05.1980 in Berlin
                Die Veranstaltung (12.05.2019) war gut
                react@18.2.0 and @types/node@20.1.1
                std::vector and a::b
                12:34:56 and 1:2:3:4
                USB-C 3 and MS-DOS 6, Airbus A-320
                f(x) = 3x + 12345678 * 87654321
                EAN 4006381333931
                call me maybe in 2024 or 2025
                0,5 - 12,75 = 3.50 $
                tel me more about 1984
                https://example.org/articles/20240512/1234567890
                HRB 123456 B, USt-IdNr. DE123456789
                10.1000/182 and 10.1038/nphys1170
                Flug LH 1234, Gate B12, 14:55 Uhr
                3 x 4 x 5 = 60, 100 % sicher
                info@ and @home and a@b""".lines();
    }

    @ParameterizedTest
    @MethodSource({"numbers", "persons", "secrets", "structures", "labels", "nothing"})
    void findsWhatIsMarkedAndNothingElse(String line) {
        Marked marked = Marked.of(line);

        assertThat(new StructuredScanner().scan(marked.text()))
                .as(marked.text())
                .isEqualTo(marked.findings());
    }
}
